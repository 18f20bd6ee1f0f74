package dev.palate.ratingfile.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeFormatTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "2019-04-02|2019-04-02T00:00:00Z",
                "2020-2-9|2020-02-09T00:00:00Z",
                "2019-04-02 21:53:47|2019-04-02T21:53:47Z",
                "2019-04-02T21:53|2019-04-02T21:53:00Z",
                "2019-04-02 23:53:47+02:00|2019-04-02T21:53:47Z",
                "2019-04-02 23:53:47+02|2019-04-02T21:53:47Z",
                "2019-04-02 23:53:47 +0200|2019-04-02T21:53:47Z",
                "2019-04-02 21:53:47 UTC|2019-04-02T21:53:47Z",
                "2019-04-02T23:53:47.123456+02:00|2019-04-02T21:53:47.123456Z",
                "2019-04-02t21:53:47.5z|2019-04-02T21:53:47.500Z",
                "2019-04-02T23:53:47+02:00[Europe/Berlin]|2019-04-02T21:53:47Z"
            })
    void readsIso8601AsItIsReallyWritten(String text, Instant expected) {
        assertThat(instant(TimeFormat.named("iso"), text)).isEqualTo(expected);
        assertThat(TimeFormat.detect(List.of(text)).name()).isEqualTo("iso");
        assertThat(instant(TimeFormat.detect(List.of(text)), text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "1554249227,epoch-seconds,2019-04-02T23:53:47Z",
        "1554249227.0,epoch-seconds,2019-04-02T23:53:47Z",
        "1.554247876E9,epoch-seconds,2019-04-02T23:31:16Z",
        "1.5e9,epoch-seconds,2017-07-14T02:40:00Z",
        "1554249227.25,epoch-seconds,2019-04-02T23:53:47.250Z",
        "-86400,epoch-seconds,1969-12-31T00:00:00Z",
        "1554249227000,epoch-millis,2019-04-02T23:53:47Z",
        "1554247876123,epoch-millis,2019-04-02T23:31:16.123Z",
        "1554249227000001,epoch-micros,2019-04-02T23:53:47.000001Z",
        "1554249227000001000,epoch-nanos,2019-04-02T23:53:47.000001Z",
        "20190402,yyyyMMdd,2019-04-02T00:00:00Z",
        "20190402215347,yyyyMMddHHmmss,2019-04-02T21:53:47Z"
    })
    void recognisesTheUnitOfNumbers(String text, String name, Instant expected) {
        TimeFormat format = TimeFormat.detect(List.of(text));
        assertThat(format.name()).isEqualTo(name);
        assertThat(instant(format, text)).isEqualTo(expected);
        assertThat(instant(TimeFormat.named(name), text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "year,2015,2015-01-01T00:00:00Z",
        "excel,42370,2016-01-01T00:00:00Z",
        "excel,42370.5,2016-01-01T12:00:00Z"
    })
    void readsYearsAndTheDaysOfSpreadsheetsByName(String name, String text, Instant expected) {
        assertThat(instant(TimeFormat.named(name), text)).isEqualTo(expected);
        assertThat(TimeFormat.named(name).micros("soon")).isEqualTo(TimeFormat.UNREADABLE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Tue Aug 17 13:55:02 -0700 2021|EEE MMM dd HH:mm:ss Z yyyy|2021-08-17T20:55:02Z",
                "Tue Aug 17 13:55:02 PDT 2021|EEE MMM dd HH:mm:ss zzz yyyy|2021-08-17T20:55:02Z",
                "2021/8/17 13:55|yyyy/M/d[ H:mm[:ss]]|2021-08-17T13:55:00Z",
                "17.08.2021|d.M.yyyy[ H:mm[:ss]]|2021-08-17T00:00:00Z",
                "8/17/2021|M/d/yyyy[ H:mm[:ss]]|2021-08-17T00:00:00Z",
                "09 13, 2009|MM d, yyyy|2009-09-13T00:00:00Z",
                "Sep 13, 2009|MMM d, yyyy|2009-09-13T00:00:00Z"
            })
    void recognisesUsualPatterns(String text, String name, Instant expected) {
        TimeFormat format = TimeFormat.detect(List.of(text));
        assertThat(format.name()).isEqualTo(name);
        assertThat(instant(format, text)).isEqualTo(expected);
    }

    @Test
    void doesNotGuessWhetherTheDayOrTheMonthComesFirst() {
        assertThat(TimeFormat.detect(List.of("03/04/2020")).micros("03/04/2020"))
                .isEqualTo(TimeFormat.UNREADABLE);
        assertThat(TimeFormat.detect(List.of("03/04/2020", "25/04/2020")).name())
                .startsWith("d/M");
    }

    @Test
    void keepsTheUnitOfMostFirstNumbersForTheWholeFile() {
        TimeFormat format = TimeFormat.detect(List.of("100", "soon", "200", "99999999999999"));
        assertThat(format.name()).isEqualTo("epoch-seconds");
        // Far in the future: the caller's rule refuses it.
        assertThat(format.micros("99999999999999")).isEqualTo(Long.MAX_VALUE);
        assertThat(format.micros("soon")).isEqualTo(TimeFormat.UNREADABLE);
        assertThat(instant(format, "2020-02-03T04:05:06Z")).isEqualTo("2020-02-03T04:05:06Z");
    }

    @Test
    void readsEnglishNamesUnderAnyDefaultLocale() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            TimeFormat format = TimeFormat.named("EEE MMM dd HH:mm:ss Z yyyy");
            assertThat(instant(format, "Sun May 02 01:00:00 +0000 2021")).isEqualTo("2021-05-02T01:00:00Z");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void readsNothingButTheGivenFormat() {
        assertThat(TimeFormat.named("epoch-seconds").micros("2019-04-02")).isEqualTo(TimeFormat.UNREADABLE);
        assertThat(TimeFormat.named("iso").micros("1554249227")).isEqualTo(TimeFormat.UNREADABLE);
        assertThat(TimeFormat.named("iso").micros("2019-13-40")).isEqualTo(TimeFormat.UNREADABLE);
        assertThat(TimeFormat.named("iso").micros("")).isEqualTo(TimeFormat.UNREADABLE);
        assertThat(TimeFormat.named("epoch-seconds").micros("1e")).isEqualTo(TimeFormat.UNREADABLE);
        assertThatThrownBy(() -> TimeFormat.named("QQ{")).isInstanceOf(IllegalArgumentException.class);
    }

    private static Instant instant(TimeFormat format, String text) {
        assertThat(format.micros(text)).isNotEqualTo(TimeFormat.UNREADABLE);
        return Instant.EPOCH.plus(format.micros(text), ChronoUnit.MICROS);
    }
}
