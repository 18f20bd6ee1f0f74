package dev.palate.catalogue.rule;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Generates expressions that try to be expensive, to fail or to confuse: deep, long, catastrophic and wrongly typed ones, and random
 * mixtures of valid parts.
 */
final class HostileExpressions {

    private static final List<String> FIELDS = List.of(
            "item.id",
            "item.title",
            "item.year",
            "item.categories",
            "item.attributes",
            "item.attributes.price",
            "item.attributes.none",
            "item.description",
            "item.availableFrom",
            "user.id",
            "user.attributes.age",
            "now",
            "item",
            "user",
            "item.titel",
            "x",
            "null",
            "true",
            "'text'",
            "3",
            "-9223372036854775808",
            "1e308",
            "b'abc'",
            "18446744073709551615u");
    private static final List<String> OPERATORS =
            List.of("+", "-", "*", "/", "%", "==", "!=", "<", "<=", ">", ">=", "&&", "||", "in", "?", "=~", "^", "??");
    private static final List<String> PATTERNS = List.of(
            "(a+)+$",
            "((a*)*)*b",
            "(a|aa)+$",
            "(.*.*)*x",
            "^(([a-z])+.)+[A-Z]([a-z])+$",
            "(x+x+)+y",
            "a{1000}",
            "(a{100}){100}",
            "(?i)(.*)(.*)(.*)(.*)$",
            "[",
            "(",
            "(?<n>a)",
            "\\\\p{L}{999}",
            "(?P<n>.*)*",
            "a**",
            "\\\\1(a)");
    private static final List<String> CALLS = List.of(
            "size(%s)",
            "string(%s)",
            "int(%s)",
            "double(%s)",
            "bytes(%s)",
            "type(%s)",
            "duration(%s)",
            "timestamp(%s)",
            "dyn(%s)",
            "has(%s)",
            "%s.size()",
            "%s.startsWith('a')",
            "%s.contains(item.title)",
            "%s.getFullYear('Europe/Berlin')",
            "%s.getHours('No/Where')",
            "!%s",
            "-%s",
            "[%s][0]",
            "[%s][9]",
            "{%s: 1}",
            "%s[0]",
            "%s['a']",
            "%s.a.b.c",
            "google.protobuf.Value{string_value: %s}",
            "[%s].map(x, x + x)",
            "[1, 2, 3].filter(x, x == %s)",
            "%s.exists(item, true)",
            "%s.all(x, x.all(y, y.all(z, true)))");

    private final Random random;

    HostileExpressions(long seed) {
        this.random = new Random(seed);
    }

    List<String> next(int count) {
        List<Supplier<String>> kinds = List.of(
                this::deep,
                this::longOne,
                this::pattern,
                this::loops,
                this::growth,
                () -> mixture(4),
                () -> mixture(2),
                this::noise);
        return IntStream.range(0, count)
                .mapToObj(n -> kinds.get(n % kinds.size()).get())
                .toList();
    }

    private String deep() {
        int depth = 1 << random.nextInt(13);
        return switch (random.nextInt(5)) {
            case 0 -> "(".repeat(depth) + "true" + ")".repeat(depth);
            case 1 -> "[".repeat(depth) + "]".repeat(depth) + " == []";
            case 2 -> "!".repeat(depth) + "true";
            case 3 -> "true ? ".repeat(depth) + "true" + " : false".repeat(depth);
            default -> "item.attributes" + ".a".repeat(depth) + " == 1";
        };
    }

    private String longOne() {
        int terms = 1 << random.nextInt(14);
        String term = one(List.of(
                "item.year > 0", "item.attributes.price < 5", "'x' in item.categories", "item.title == 'Title'"));
        return String.join(one(List.of(" && ", " || ", "&&", " == ")), Collections.nCopies(terms, term));
    }

    private String pattern() {
        return one(List.of("item.title", "item.id", "'" + "a".repeat(random.nextInt(1500)) + "'")) + ".matches('"
                + one(PATTERNS) + "')";
    }

    private String loops() {
        int depth = 1 + random.nextInt(4);
        String list =
                one(List.of("item.categories", "[1,2,3,4,5,6,7,8,9,10]", "item.attributes", "[item.title, item.id]"));
        String macro = one(List.of("all", "exists", "map", "filter", "exists_one"));
        String expression = one(List.of("true", "v0 == v0", "item.title.matches('(a+)+$')", "item.year > 3"));
        for (int level = 0; level < depth; level++) {
            expression = list + "." + macro + "(v" + level + ", " + expression + ")";
        }
        return random.nextBoolean() ? expression : "size(" + expression + ") > 0";
    }

    private String growth() {
        int doublings = 1 + random.nextInt(40);
        String text = one(List.of("item.title", "'" + "a".repeat(100) + "'", "item.categories"));
        return switch (random.nextInt(3)) {
            case 0 -> String.join(" + ", Collections.nCopies(doublings, text)) + " == ''";
            case 1 ->
                "[1,2,3,4,5,6,7,8,9].map(a, " + text + " + " + text + ").map(b, b + b).map(c, c + c).size() > "
                        + doublings;
            default -> "9223372036854775807 * " + doublings + " / 0 > " + doublings;
        };
    }

    private String mixture(int depth) {
        if (depth == 0) {
            return one(FIELDS);
        }
        return switch (random.nextInt(3)) {
            case 0 -> mixture(depth - 1) + " " + one(OPERATORS) + " " + mixture(depth - 1);
            case 1 -> one(CALLS).replace("%s", mixture(depth - 1));
            default -> "(" + mixture(depth - 1) + " ? " + mixture(depth - 1) + " : " + mixture(depth - 1) + ")";
        };
    }

    private String noise() {
        String letters = "abitem.user'\"\\()[]{}<>=!&|+-*/%?:,. \t\n0159_@#$~`\u0000\u00e9\ud83d\ude00\u202e";
        return IntStream.range(0, 1 + random.nextInt(200))
                .mapToObj(n -> String.valueOf(letters.charAt(random.nextInt(letters.length()))))
                .collect(Collectors.joining());
    }

    private String one(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
