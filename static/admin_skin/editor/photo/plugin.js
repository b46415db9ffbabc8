// A photo of the library inside the text: chosen in the same dialog as everywhere, seen as it will look, kept by its
// number. A classic script, as the editor wants it; the dialog is asked by an event.
(() => {
  const PLACES = ["column", "wide", "start", "end"];
  const reference = (element) => /^photo:([1-9]\d*)$/.exec(element.attributes["data-embed"] ?? "");
  const words = document.querySelector("#photo-embed-words")?.dataset ?? {};
  const cardUrl = document.querySelector("#photo-dialog")?.dataset.cardUrl;

  const languageOf = () =>
    document.querySelector("select#id_language")?.value
    || document.querySelector("[data-placements]")?.dataset.language
    || document.documentElement.lang;

  const choose = (done) => {
    document.dispatchEvent(new CustomEvent("choose-photo", { detail: { language: languageOf(), done } }));
  };

  // The picture and the library's words are only shown here: what is kept is the number, the place and a caption.
  const dress = async (widget) => {
    const figure = widget.element.$;
    const key = widget.data.photo;
    if (!key || !cardUrl) return;
    let card = null;
    try {
      const answer = await fetch(`${cardUrl.replace("/0/", `/${key}/`)}?language=${languageOf()}`);
      if (answer.ok) card = await answer.json();
    } catch {
      // Without network nobody knows more than before; the photo stays where it is.
      return;
    }
    const image = figure.querySelector("img");
    if (card?.preview) image.src = card.preview;
    image.alt = card?.alt ?? "";
    if (card) {
      image.width = card.width;
      image.height = card.height;
    }
    note(figure, "embed__library", [card?.caption, card?.people].filter(Boolean).join(" "));
    note(figure, "embed__credit", card?.credit);
    note(figure, "embed__problem", card ? card.obstacle : words.gone);
    sayCaption(figure);
  };

  // Readers get the caption that is written here, or else the library's and who is in the picture: never both.
  const sayCaption = (figure) => {
    const library = figure.querySelector(".embed__library");
    const own = figure.querySelector("figcaption")?.textContent.replace(/[\s\u200b]/g, "");
    if (library) library.hidden = Boolean(own);
  };

  const note = (figure, name, text) => {
    let line = figure.querySelector(`.${name}`);
    if (!line) {
      line = document.createElement("span");
      line.className = name;
      figure.append(line);
    }
    line.textContent = text ?? "";
  };

  const templateOf = (key, place, caption) => {
    const at = place === "column" ? "" : ` data-place="${place}"`;
    return `<figure data-embed="photo:${key}"${at}><img alt=""><figcaption>${caption}</figcaption></figure>`;
  };

  const shift = (widget, step) => {
    const editor = widget.editor;
    const wrapper = widget.wrapper;
    const neighbour = step < 0 ? wrapper.getPrevious(isElement) : wrapper.getNext(isElement);
    if (!neighbour) return;
    editor.fire("saveSnapshot");
    if (step < 0) wrapper.insertBefore(neighbour);
    else wrapper.insertAfter(neighbour);
    widget.focus();
    editor.fire("saveSnapshot");
    editor.fire("change");
    wrapper.$.scrollIntoView({ block: "nearest" });
  };

  const isElement = (node) => node.type === CKEDITOR.NODE_ELEMENT;

  // Where the caret is on the screen. Between two nodes it has no place of its own: there it is that of the next letter.
  const caretBox = () => {
    const caret = window.getSelection().getRangeAt(0);
    const [box] = caret.getClientRects();
    const node = caret.startContainer.childNodes[caret.startOffset];
    if (box || !node) return box;
    const around = document.createRange();
    around.selectNode(node);
    return around.getClientRects()[0];
  };

  // The paragraph, list or table in which the caret stands, if that is in its first (-1) or last (1) line.
  const blockAtEdge = (editor, step) => {
    const range = editor.getSelection()?.getRanges()[0];
    if (!range?.collapsed) return null;
    const block = range.startContainer.getAscendant((node) => node.getParent()?.equals(editor.editable()), true);
    if (!block || !isElement(block) || editor.widgets.getByElement(block, true)) return null;
    if (!block.getText().trim()) return block;
    const caret = caretBox();
    if (!caret) return null;
    const inside = document.createRange();
    inside.selectNodeContents(block.$);
    const lines = [...inside.getClientRects()];
    const away = step < 0 ? caret.top - Math.min(...lines.map((line) => line.top))
      : Math.max(...lines.map((line) => line.bottom)) - caret.bottom;
    return away < caret.height / 2 ? block : null;
  };

  const photoBeside = (editor, step) => {
    const block = editor.widgets.focused?.wrapper ?? blockAtEdge(editor, step);
    const beside = step < 0 ? block?.getPrevious(isElement) : block?.getNext(isElement);
    const widget = beside && editor.widgets.getByElement(beside, true);
    return widget?.name === "photo" ? widget : null;
  };

  CKEDITOR.plugins.add("photo", {
    requires: "widget,dialog",

    init(editor) {
      editor.widgets.add("photo", {
        inline: false,
        draggable: true,
        template: templateOf("0", "column", ""),
        editables: { caption: { selector: "figcaption", allowedContent: "" } },
        allowedContent: "figure[!data-embed,data-place]; figcaption",
        requiredContent: "figure[data-embed]",
        pathName: words.photo,
        dialog: "photo",

        upcast(element) {
          if (element.name !== "figure" || !reference(element)) return false;
          const caption = element.getFirst("figcaption");
          const text = caption ? caption.getHtml() : "";
          element.setHtml("");
          const parts = CKEDITOR.htmlParser.fragment.fromHtml(`<img alt=""><figcaption>${text}</figcaption>`);
          for (const part of [...parts.children]) element.add(part);
          return element;
        },

        downcast(element) {
          const caption = element.getFirst("figcaption");
          const text = caption ? caption.getHtml().replace(/<[^>]*>|&nbsp;/g, " ").trim() : "";
          element.setHtml(text ? `<figcaption>${text}</figcaption>` : "");
          for (const name of Object.keys(element.attributes)) {
            if (!["data-embed", "data-place"].includes(name)) delete element.attributes[name];
          }
          return element;
        },

        init() {
          const found = /^photo:([1-9]\d*)$/.exec(this.element.getAttribute("data-embed") ?? "");
          const place = this.element.getAttribute("data-place");
          this.setData("photo", found ? Number(found[1]) : 0);
          this.setData("place", PLACES.includes(place) ? place : "column");
          this.element.on("input", () => sayCaption(this.element.$));
          this.on("key", (event) => {
            const { keyCode } = event.data;
            // The editor lets no Tab out of a selected widget: without this nobody with a keyboard gets past it.
            if (keyCode === 9 || keyCode === CKEDITOR.SHIFT + 9) event.stop();
            if (keyCode === CKEDITOR.ALT + 38 || keyCode === CKEDITOR.ALT + 40) {
              shift(this, keyCode === CKEDITOR.ALT + 38 ? -1 : 1);
              event.cancel();
            }
          });
        },

        data() {
          if (!this.data.photo) return;
          this.element.setAttribute("data-embed", `photo:${this.data.photo}`);
          if (this.data.place === "column") this.element.removeAttribute("data-place");
          else this.element.setAttribute("data-place", this.data.place);
          if (this.shown !== this.data.photo) {
            this.shown = this.data.photo;
            dress(this);
          }
        },
      });

      editor.on("change", () => {
        for (const widget of Object.values(editor.widgets.instances)) {
          if (widget.name === "photo") sayCaption(widget.element.$);
        }
      });

      // Up and down lead from the text onto a photo beside it, as they do from line to line.
      editor.on("key", (event) => {
        const step = { 38: -1, 40: 1 }[event.data.keyCode];
        const photo = step && photoBeside(editor, step);
        if (!photo) return;
        event.cancel();
        photo.focus();
        photo.wrapper.$.scrollIntoView({ block: "nearest" });
      });

      const insert = (key) => {
        if (!key) {
          editor.focus();
          return;
        }
        editor.focus();
        editor.fire("saveSnapshot");
        // After the paragraph in which one writes: a photo does not cut a sentence in two.
        const around = editor.elementPath()?.elements ?? [];
        const block = around[around.length - 2];
        if (block) {
          const range = editor.createRange();
          range.moveToPosition(block, CKEDITOR.POSITION_AFTER_END);
          range.select();
        }
        editor.insertHtml(`<figure data-embed="photo:${key}"></figure>`);
        editor.fire("saveSnapshot");
      };

      editor.addCommand("choosePhoto", {
        exec() {
          const selected = editor.widgets.focused;
          if (selected?.name === "photo") {
            selected.edit();
            return true;
          }
          editor.lockSelection();
          choose((key) => {
            editor.unlockSelection(true);
            insert(key);
            editor.fire("afterCommandExec", { name: "choosePhoto", command: editor.getCommand("choosePhoto") });
          });
          return true;
        },
        async: true,
        allowedContent: "figure[!data-embed,data-place]; figcaption",
      });

      editor.ui.addButton("ChoosePhoto", {
        label: words.button,
        command: "choosePhoto",
        toolbar: "insert,0",
        icon: `${this.path}icon.svg`,
      });

      // A picture pasted or dropped into the text becomes a photo of the library, with its words asked for.
      editor.on("contentDom", () => {
        const area = editor.editable();
        const take = (event, files) => {
          const [file] = [...(files ?? [])].filter((one) => one.type.startsWith("image/"));
          if (!file) return;
          event.data.preventDefault();
          event.cancel();
          document.dispatchEvent(new CustomEvent("take-photo", { detail: { language: languageOf(), file, done: insert } }));
        };
        area.attachListener(area, "paste", (event) => take(event, event.data.$.clipboardData?.files), null, null, 1);
        area.attachListener(area, "drop", (event) => take(event, event.data.$.dataTransfer?.files), null, null, 1);
      });

      CKEDITOR.dialog.add("photo", () => ({
        title: words.photo,
        minWidth: 320,
        minHeight: 120,
        contents: [
          {
            id: "place",
            elements: [
              {
                id: "place",
                type: "select",
                label: words.place,
                items: PLACES.map((place) => [words[place], place]),
                setup(widget) { this.setValue(widget.data.place); },
                commit(widget) { widget.setData("place", this.getValue()); },
              },
              {
                type: "button",
                id: "other",
                label: words.another,
                onClick() {
                  const dialog = this.getDialog();
                  const widget = dialog.getModel(editor);
                  dialog.hide();
                  choose((key) => {
                    if (key) {
                      widget.setData("photo", key);
                      editor.fire("change");
                    }
                    widget.focus();
                  });
                },
              },
              { type: "html", html: `<p class="dialog-help">${CKEDITOR.tools.htmlEncode(words.keys)}</p>` },
            ],
          },
        ],
      }));
    },
  });
})();
