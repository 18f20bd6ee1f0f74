package dev.palate.training.spark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SecretsTest {

    @Test
    void hidesThePasswordOfTheSettings() {
        Secrets secrets = new Secrets("s3cret", "jdbc:postgresql://db/palate");
        assertThat(secrets.hide("FATAL: s3cret is wrong; PASSWORD=s3cret"))
                .isEqualTo("FATAL: *** is wrong; PASSWORD=***");
    }

    @Test
    void hidesThePasswordsOfTheUrl() {
        String url = "jdbc:postgresql://db/palate?user=palate&password=a%26b%&sslpassword=key";
        Secrets secrets = new Secrets(null, url);
        assertThat(secrets.hide("--url '" + url + "' (a&b%, key)"))
                .isEqualTo("--url 'jdbc:postgresql://db/palate?user=palate&password=***&sslpassword=***' (***, ***)");
    }

    @Test
    void hidesThePasswordOfAnyOtherUrl() {
        assertThat(new Secrets("", "jdbc:postgresql://db/palate")
                        .hide("cannot reach jdbc:postgresql://other/x?password=p1"))
                .isEqualTo("cannot reach jdbc:postgresql://other/x?password=***");
    }
}
