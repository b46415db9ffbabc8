"""Generated partial dates, for property tests."""

from calendar import monthrange
from datetime import date

from hypothesis import strategies as st

from publishing.partial_dates import PartialDate, Precision


@st.composite
def partial_dates(draw, min_year=1000, max_year=9999):
    year = draw(st.integers(min_year, max_year))
    precision = draw(st.sampled_from(Precision))
    month = 1 if precision == Precision.YEAR else draw(st.integers(1, 12))
    day = draw(st.integers(1, monthrange(year, month)[1])) if precision == Precision.DAY else 1
    return PartialDate(date(year, month, day), precision)
