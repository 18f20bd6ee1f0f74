package dev.palate.console.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Chromium of this machine, for tests with the tag {@code browser}: {@code @RegisterExtension static final Browser browser = new
 * Browser()}. Each test begins with an empty tab and fails if the browser logged anything, such as a violation of the policy.
 */
public final class Browser implements ExecutionCondition, BeforeEachCallback, AfterEachCallback, AfterAllCallback {

    private static final Logger log = LoggerFactory.getLogger(Browser.class);
    private static final File CHROMIUM = new File("/usr/bin/chromium");
    private static final File DRIVER = new File("/usr/bin/chromedriver");
    private static final Path SCREENSHOTS = Path.of("target/console");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Map<Integer, Integer> HEIGHTS = Map.of(390, 844, 768, 1024, 1280, 900, 1920, 1080);
    private static final List<Integer> WIDTHS = List.of(390, 768, 1280, 1920);

    private final List<Pattern> permitted = new ArrayList<>();
    private ChromeDriver driver;

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (CHROMIUM.canExecute() && DRIVER.canExecute()) {
            return ConditionEvaluationResult.enabled("Chromium is installed");
        }
        log.warn("{} is skipped: {} or {} is not installed", context.getDisplayName(), CHROMIUM, DRIVER);
        return ConditionEvaluationResult.disabled("Chromium is not installed");
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        permitted.clear();
        if (driver == null) {
            driver = start();
        }
        String old = driver.getWindowHandle();
        driver.switchTo().newWindow(WindowType.TAB);
        String tab = driver.getWindowHandle();
        driver.switchTo().window(old).close();
        driver.switchTo().window(tab);
        size(1280);
        theme("light");
        driver.manage().logs().get(LogType.BROWSER);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        List<String> logged = driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .filter(message -> permitted.stream()
                        .noneMatch(pattern -> pattern.matcher(message).find()))
                .toList();
        if (context.getExecutionException().isPresent()) {
            save("failed-" + context.getRequiredTestMethod().getName());
            log.warn("The browser logged {}", logged);
        } else {
            assertThat(logged).as("log of the browser").isEmpty();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (driver != null) {
            driver.quit();
            driver = null;
        }
    }

    private static ChromeDriver start() {
        LoggingPreferences logging = new LoggingPreferences();
        logging.enable(LogType.BROWSER, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM);
        options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--lang=en");
        options.setCapability("goog:loggingPrefs", logging);
        ChromeDriverService service =
                new ChromeDriverService.Builder().usingDriverExecutable(DRIVER).build();
        return new ChromeDriver(service, options);
    }

    public ChromeDriver driver() {
        return driver;
    }

    /** A message that this test provokes, such as the 401 of a wrong key, which the browser logs. */
    public void permitLog(String pattern) {
        permitted.add(Pattern.compile(pattern));
    }

    public void visit(String url) {
        driver.get(url);
    }

    /** @param theme {@code light} or {@code dark}, as the system's setting */
    public void theme(String theme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", theme))));
    }

    /** The width of the window in CSS pixels; a phone has two device pixels for each. */
    public void size(int width) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of(
                        "width",
                        width,
                        "height",
                        HEIGHTS.get(width),
                        "deviceScaleFactor",
                        width < 500 ? 2 : 1,
                        "mobile",
                        false));
    }

    /** Waits for a visible element. */
    public WebElement find(String css) {
        return await(css)
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> driver.findElement(By.cssSelector(css)), WebElement::isDisplayed);
    }

    /** Waits for a visible element whose text contains this. */
    public WebElement find(String css, String text) {
        return await(css + " with " + text)
                .atMost(PATIENCE)
                .ignoreException(StaleElementReferenceException.class)
                .until(
                        () -> driver.findElements(By.cssSelector(css)).stream()
                                .filter(element -> element.isDisplayed()
                                        && element.getText().contains(text))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    /** Waits until the page is as described. */
    public void until(String what, Callable<Boolean> condition) {
        await(what)
                .atMost(PATIENCE)
                .ignoreException(StaleElementReferenceException.class)
                .until(condition);
    }

    /** Waits until an element is no longer there. */
    public void gone(String css) {
        await(css + " is gone")
                .atMost(PATIENCE)
                .until(() -> driver.findElements(By.cssSelector(css)).isEmpty());
    }

    public List<String> texts(String css) {
        return driver.findElements(By.cssSelector(css)).stream()
                .map(WebElement::getText)
                .toList();
    }

    /** Types into the field with this label. */
    public void type(String css, String text) {
        WebElement field = find(css);
        field.sendKeys(Keys.chord(Keys.CONTROL, "a"), text);
    }

    /** Waits for the option with this value and chooses it. */
    public void choose(String css, String value) {
        find(css + " option[value='" + value + "']").click();
    }

    /** Puts files onto an element as if they were dropped there. */
    public void drop(String css, Path... files) {
        WebElement target = find(css);
        WebElement input = (WebElement) driver.executeScript("""
                const input = document.createElement('input');
                input.type = 'file';
                input.multiple = true;
                input.id = 'dropped';
                document.body.append(input);
                return input;""");
        input.sendKeys(String.join(
                "\n",
                Stream.of(files).map(file -> file.toAbsolutePath().toString()).toList()));
        driver.executeScript("""
                const data = new DataTransfer();
                for (const file of arguments[0].files) { data.items.add(file); }
                arguments[0].remove();
                for (const type of ['dragenter', 'dragover', 'drop']) {
                  arguments[1].dispatchEvent(new DragEvent(type, {dataTransfer: data, bubbles: true, cancelable: true}));
                }""", input, target);
    }

    /**
     * Takes screenshots of the present page at every width in both themes, into {@code target/console/NAME-WIDTH-THEME.png}, and
     * requires that axe finds nothing at 390 and 1,280 pixels.
     */
    public void inspect(String name) {
        List<String> violations = new ArrayList<>();
        for (String theme : List.of("light", "dark")) {
            theme(theme);
            for (int width : WIDTHS) {
                size(width);
                save(name + "-" + width + "-" + theme);
                if (width == 390 || width == 1280) {
                    violations().forEach(violation -> violations.add(width + " " + theme + ": " + violation));
                }
                assertThat((Boolean) driver.executeScript(
                                "return document.documentElement.scrollWidth <= window.innerWidth"))
                        .as("%s fits into %d pixels", name, width)
                        .isTrue();
            }
        }
        theme("light");
        size(1280);
        assertThat(violations).as("violations found by axe on " + name).isEmpty();
    }

    /** @return what axe finds wrong with the present page */
    @SuppressWarnings("unchecked")
    public List<String> violations() {
        driver.executeScript(axe());
        return (List<String>) driver.executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                axe.run(document).then(result => done(result.violations.flatMap(violation =>
                  violation.nodes.map(node => violation.id + ': ' + node.target + ' ' + node.failureSummary))),
                  error => done([String(error)]));""");
    }

    /** Saves what the window shows, after it has been painted. */
    public void save(String name) {
        driver.executeAsyncScript(
                "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done()))");
        Object data = driver.executeCdpCommand("Page.captureScreenshot", Map.of("format", "png"))
                .get("data");
        try {
            Files.createDirectories(SCREENSHOTS);
            Files.write(SCREENSHOTS.resolve(name + ".png"), Base64.getDecoder().decode((String) data));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String axe() {
        try (InputStream script = Browser.class.getResourceAsStream("/axe.min.js")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
