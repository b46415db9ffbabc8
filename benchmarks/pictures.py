"""One 24-megapixel JPEG into all its files, beside the bare encoder calls for the same files; and how good they are."""

from __future__ import annotations

import io
import statistics
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

from benchmarks.similarity import psnr, ssim
from photos import renditions
from portal.demo.pictures import paint

SIZE = (6000, 4000)
MEGABYTE = 1024 * 1024


def measure(rounds: int) -> None:
    """Print the table: CPU seconds of both in turn, the memory of a process of its own, and quality for each format."""
    with TemporaryDirectory(prefix="alvari-bench-") as folder:
        path = Path(folder) / "photo.jpg"
        _photo().save(path, "JPEG", quality=92)
        original = path.read_bytes()
        memory = _peak_memory(path)
    made = list(renditions.render(io.BytesIO(original), 0.5, 0.5, *SIZE))
    frames = list(renditions.frames(io.BytesIO(original), 0.5, 0.5, *SIZE))
    ours, bare = [], []
    for _round in range(rounds):
        ours.append(_seconds(lambda: [0 for _file in renditions.render(io.BytesIO(original), 0.5, 0.5, *SIZE)]))
        bare.append(_seconds(lambda: [_encode(crop, image) for crop, image in frames]))
    ratio = statistics.median(mine / theirs for mine, theirs in zip(ours, bare, strict=True))
    print(f"\n24-megapixel JPEG of {len(original) / MEGABYTE:.1f} MB into {len(made)} files")
    print(f"  all of it                 {statistics.median(ours):6.2f} s CPU   peak memory {memory:.0f} MB")
    print(f"  the bare encoder calls    {statistics.median(bare):6.2f} s CPU   ratio {ratio:.2f}")
    _print_quality(original, made)


def _photo() -> Image.Image:
    """A painted library with the grain of a camera: as many details and bytes as photographs have."""
    half = paint("library", seed=3, width=SIZE[0] // 2, height=SIZE[1] // 2)
    picture = half.resize(SIZE, Image.Resampling.BICUBIC)
    return Image.blend(picture, Image.effect_noise(SIZE, 40).convert("RGB"), 0.08)


def _encode(crop: str, image: Image.Image) -> None:
    for format in renditions.CROPS[crop].formats:
        renditions.encode(image, format, **renditions.CROPS[crop].options)


def _decoded(content: bytes) -> Image.Image:
    with Image.open(io.BytesIO(content)) as image:
        return image.convert("RGB")


def _seconds(work: object) -> float:
    start = time.process_time()
    work()  # type: ignore[operator]
    return time.process_time() - start


def _peak_memory(path: Path) -> float:
    """In megabytes, of a process that does nothing else (Linux)."""
    code = (
        "import io, sys; from photos import renditions; content = open(sys.argv[1], 'rb').read(); "
        f"[0 for _file in renditions.render(io.BytesIO(content), 0.5, 0.5, {SIZE[0]}, {SIZE[1]})]; "
        "print(next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))"
    )
    run = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    return int(run.stdout) / 1024


def _print_quality(original: bytes, made: list[tuple[renditions.Step, bytes]]) -> None:
    """How close each format is to the original at that width, and what it weighs."""
    print(f"\n  {'file':<16} {'kB':>7} {'bits a pixel':>13} {'SSIM':>7} {'PSNR dB':>8}")
    with Image.open(io.BytesIO(original)) as image:
        whole = image.convert("RGB")
    for step, content in made:
        if step.crop in ("full", "press") and step.width in (640, 1920, 3000):
            wanted = whole.resize((step.width, step.height), Image.Resampling.LANCZOS)
            shown = _decoded(content)
            bits = len(content) * 8 / (step.width * step.height)
            print(
                f"  {step.name:<16} {len(content) / 1000:>7.0f} {bits:>13.2f} "
                f"{ssim(wanted, shown):>7.4f} {psnr(wanted, shown):>8.1f}"
            )
