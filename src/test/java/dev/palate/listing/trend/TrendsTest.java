package dev.palate.listing.trend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Series have 56 days of past and then a window; the service has 10,000 events a day unless a test says otherwise. */
class TrendsTest {

    private static final int WINDOW = 7;
    private static final int DAYS = Trends.PAST_DAYS + WINDOW;
    private static final long SERVICE = 10_000;

    @Test
    void agreesWithTheFormulaOnAConstantSeries() {
        // Share 10 / 10,000 on each weekday: e = 10 a day, O = E, so nothing is unusual.
        Trend trend = trends(day -> SERVICE).of(series(day -> 10));

        assertThat(trend.events()).isEqualTo(70);
        assertThat(trend.expected()).isCloseTo(70, within(1e-9));
        assertThat(trend.score()).isCloseTo(0, within(1e-12));
    }

    @Test
    void agreesWithTheFormulaOnOneDay() {
        // The window is one day: w = 1, E = 10, O = 25, V = 10: 15 / sqrt(10 + 10 + 1).
        long[] totals = new long[Trends.PAST_DAYS + 1];
        Arrays.fill(totals, SERVICE);
        int[] counts = new int[totals.length];
        Arrays.fill(counts, 10);
        counts[Trends.PAST_DAYS] = 25;

        assertThat(new Trends(totals).of(counts)).isEqualTo(new Trend(25, 10, 15 / Math.sqrt(21)));
    }

    @Test
    void agreesWithTheFormulaOnTwoDaysWithDecay() {
        // Half-life 1 day: weights 1/2 and 1. E = 4/2 + 4 = 6, O = 4/2 + 16 = 18, V = 4/4 + 4 = 5: 12 / sqrt(5 + 10 +
        // 0.36).
        long[] totals = new long[Trends.PAST_DAYS + 2];
        Arrays.fill(totals, SERVICE);
        int[] counts = new int[totals.length];
        Arrays.fill(counts, 4);
        counts[Trends.PAST_DAYS + 1] = 16;

        Trend trend = new Trends(totals).of(counts);

        assertThat(trend.events()).isEqualTo(20);
        assertThat(trend.expected()).isCloseTo(8, within(1e-9));
        assertThat(trend.score()).isCloseTo(12 / Math.sqrt(15.36), within(1e-9));
    }

    @Test
    void predictsTheWeekOfAnItem() {
        // 70 events on each seventh day, and 10,000 of the service on each day. A weekday has the weights u, u r, u
        // r^2, ... of 8 weeks with
        // r = 2^(-7/14), u = 2^(-7/14) on the item's weekday (56 days before the window, and so on) and 2^(-b/14) on
        // the others.
        Trend trend = trends(day -> SERVICE).of(series(day -> day % 7 == 0 ? 70 : 0));

        double expected = 0;
        double mean = 0;
        double saturdays = 0;
        for (int b = 1; b <= 56; b++) {
            mean += Math.pow(2, -b / 14.0);
            saturdays += b % 7 == 0 ? Math.pow(2, -b / 14.0) : 0;
        }
        double usual = 70 * saturdays / mean;
        for (int k = 1; k <= 7; k++) {
            double weekday = 0;
            for (int b = k; b <= 56; b += 7) {
                weekday += Math.pow(2, -b / 14.0);
            }
            expected += ((k == 7 ? 70 * weekday : 0) + usual / 4) / (weekday + 0.25);
        }
        assertThat(trend.expected()).isCloseTo(expected, within(1e-9)).isCloseTo(70, within(2.0));
    }

    @Test
    void prefersABurstOfAQuietItemToAPopularItem() {
        Trends trends = trends(day -> SERVICE);
        Trend burst = trends.of(poisson(1, day -> day < DAYS - 2 ? 0.2 : 25));
        Trend popular = trends.of(poisson(2, day -> 2_000));

        assertThat(burst.score()).isGreaterThan(10);
        assertThat(burst.isTrending()).isTrue();
        assertThat(popular.events()).isGreaterThan(100 * burst.events());
        assertThat(popular.isTrending()).isFalse();
    }

    @Test
    void doesNotLetAWeeklyItemTrendAfterItsFirstWeeks() {
        // It sells on Saturdays from day 103 on, for half a year, and from the fifth one on this is expected. The
        // service sells a half more on Saturdays, too.
        IntToDoubleFunction item = day -> day >= 100 && day % 7 == 5 ? 60 : 0.1;
        for (int seed = 0; seed < 20; seed++) {
            int[] events = draw(new Random(seed), 282, item);
            for (int today = 103 + 4 * 7; today < events.length; today++) {
                assertThat(trendOn(today, events, day -> day % 7 == 5 ? 15_000 : 10_000)
                                .isTrending())
                        .as("day %d of seed %d", today, seed)
                        .isFalse();
            }
            assertThat(trendOn(105, events, day -> day % 7 == 5 ? 15_000 : 10_000)
                            .isTrending())
                    .as("its first week")
                    .isTrue();
        }
    }

    @Test
    void findsABurstOfAWeeklyItem() {
        int[] events = series(day -> day % 7 == 5 ? 60 : 0);
        events[Trends.PAST_DAYS + 5] = 180;

        assertThat(trends(day -> SERVICE).of(events).isTrending()).isTrue();
    }

    @Test
    void expectsGrowthOfTheWholeService() {
        Trends doubled = trends(day -> day < Trends.PAST_DAYS ? SERVICE : 2 * SERVICE);
        for (int rate : new int[] {1, 5, 50, 500, 5_000}) {
            for (int seed = 0; seed < 50; seed++) {
                Trend trend = doubled.of(poisson(seed, day -> day < Trends.PAST_DAYS ? rate : 2 * rate));
                assertThat(trend.isTrending())
                        .as("%d a day, seed %d", rate, seed)
                        .isFalse();
            }
        }
    }

    @Test
    void expectsOnlyThePartOfTodayThatHasPassed() {
        long[] totals = totals(day -> day < DAYS - 1 ? SERVICE : SERVICE / 10);
        int[] counts = series(day -> day < DAYS - 1 ? 100 : 10);

        assertThat(new Trends(totals).of(counts).score()).isCloseTo(0, within(1e-9));
    }

    @Test
    void doesNotLetAFewEventsOfANewItemWin() {
        Trends trends = trends(day -> SERVICE);
        Trend handful = trends.of(series(day -> day == DAYS - 1 ? 5 : 0));
        Trend burst = trends.of(poisson(3, day -> day < DAYS - 2 ? 1 : 30));

        assertThat(handful.isTrending()).isFalse();
        assertThat(handful.score()).isCloseTo(5 / Math.sqrt(10), within(1e-9)).isLessThan(burst.score());
        assertThat(trends.of(series(day -> day == DAYS - 1 ? 50 : 0)).isTrending())
                .as("many events of a new item")
                .isTrue();
    }

    @Test
    void findsNothingAmongSteadyItems() {
        Trends trends = trends(day -> SERVICE);
        int found = 0;
        for (int seed = 0; seed < 10_000; seed++) {
            double rate = Math.pow(10, seed % 5 - 2);
            found += trends.of(poisson(seed, day -> rate)).isTrending() ? 1 : 0;
        }
        assertThat(found).isLessThanOrEqualTo(20);
    }

    @Test
    void findsNothingWithoutAPastOfTheService() {
        assertThat(trends(day -> day < Trends.PAST_DAYS ? 0 : SERVICE)
                        .of(series(day -> day < Trends.PAST_DAYS ? 0 : 500))
                        .isTrending())
                .isFalse();
    }

    @Test
    void isFiniteWithoutAnyEvents() {
        assertThat(trends(day -> 0).of(new int[DAYS])).isEqualTo(new Trend(0, 0, 0));
        assertThat(trends(day -> SERVICE).of(new int[DAYS]).score()).isZero();
    }

    @Test
    void needsADayAfterThePast() {
        long[] past = new long[Trends.PAST_DAYS];
        assertThatThrownBy(() -> new Trends(past)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Trend trendOn(int today, int[] events, IntToDoubleFunction service) {
        int first = today - DAYS + 1;
        return trends(day -> service.applyAsDouble(first + day)).of(Arrays.copyOfRange(events, first, today + 1));
    }

    private static Trends trends(IntToDoubleFunction service) {
        return new Trends(totals(service));
    }

    private static long[] totals(IntToDoubleFunction service) {
        long[] totals = new long[DAYS];
        Arrays.setAll(totals, day -> (long) service.applyAsDouble(day));
        return totals;
    }

    private static int[] series(IntToDoubleFunction events) {
        int[] series = new int[DAYS];
        Arrays.setAll(series, day -> (int) events.applyAsDouble(day));
        return series;
    }

    private static int[] poisson(int seed, IntToDoubleFunction rate) {
        return draw(new Random(seed), DAYS, rate);
    }

    private static int[] draw(Random random, int days, IntToDoubleFunction rate) {
        int[] drawn = new int[days];
        Arrays.setAll(drawn, day -> poisson(random, rate.applyAsDouble(day)));
        return drawn;
    }

    /** Knuth's algorithm for small rates, the normal approximation for large ones. */
    private static int poisson(Random random, double rate) {
        if (rate > 100) {
            return (int) Math.max(0, Math.round(rate + Math.sqrt(rate) * random.nextGaussian()));
        }
        double limit = Math.exp(-rate);
        int count = -1;
        for (double product = 1; product > limit; product *= random.nextDouble()) {
            count++;
        }
        return count;
    }
}
