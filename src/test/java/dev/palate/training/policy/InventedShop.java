package dev.palate.training.policy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A shop with known tastes. Each product belongs to one of twenty departments and has a popularity within the shop. Each user shops in two
 * departments most of the time and anywhere else otherwise, views some products, puts some of these into the cart and buys some of
 * those. A fifth of the purchases of each user is held out with all events of that product.
 */
final class InventedShop {

    static final int USERS = 2000;
    static final int PRODUCTS = 500;

    private static final int DEPARTMENTS = 20;
    private static final double ELSEWHERE = 0.2;
    private static final long FIRST_SECOND = 1_767_225_600;

    private final Random random = new Random(7);
    private final StringBuilder csv = new StringBuilder("user_id,product_id,event,created_at\n");
    private final Map<String, Set<String>> bought = new HashMap<>();
    private final Map<String, Set<String>> heldOut = new HashMap<>();

    InventedShop() {
        double[] popularity = IntStream.range(0, PRODUCTS)
                .mapToDouble(product -> 1 / Math.pow(1 + random.nextInt(PRODUCTS), 0.5))
                .toArray();
        for (int user = 0; user < USERS; user++) {
            shop("u" + user, random.nextInt(DEPARTMENTS), random.nextInt(DEPARTMENTS), popularity);
        }
    }

    private void shop(String user, int first, int second, double[] popularity) {
        Set<Integer> viewed = new LinkedHashSet<>();
        int visits = 20 + random.nextInt(40);
        for (int visit = 0; visit < visits; visit++) {
            double where = random.nextDouble();
            int department = where < ELSEWHERE ? random.nextInt(DEPARTMENTS) : where < 0.6 ? first : second;
            viewed.add(product(department, popularity));
        }
        List<Integer> purchases = new ArrayList<>();
        for (int product : viewed) {
            if (random.nextDouble() < 0.4) {
                purchases.add(product);
            }
        }
        // Products are viewed in the order of their popularity, more or less.
        Collections.shuffle(purchases, random);
        Set<Integer> hidden = new LinkedHashSet<>(purchases.subList(0, purchases.size() / 5));
        for (int product : viewed) {
            if (!hidden.contains(product)) {
                write(user, product, "view");
                boolean buys = purchases.contains(product);
                if (buys || random.nextDouble() < 0.2) {
                    write(user, product, "cart");
                }
                if (buys) {
                    write(user, product, "purchase");
                    bought.computeIfAbsent(user, id -> new LinkedHashSet<>()).add("p" + product);
                }
            }
        }
        heldOut.put(user, hidden.stream().map(product -> "p" + product).collect(Collectors.toSet()));
    }

    private int product(int department, double[] popularity) {
        int perDepartment = PRODUCTS / DEPARTMENTS;
        double total = 0;
        for (int k = 0; k < perDepartment; k++) {
            total += popularity[department * perDepartment + k];
        }
        double point = random.nextDouble() * total;
        int k = 0;
        while (k < perDepartment - 1 && (point -= popularity[department * perDepartment + k]) > 0) {
            k++;
        }
        return department * perDepartment + k;
    }

    private void write(String user, int product, String event) {
        csv.append(user)
                .append(",p")
                .append(product)
                .append(',')
                .append(event)
                .append(',')
                .append(FIRST_SECOND + csv.length())
                .append('\n');
    }

    /** The events without those that are held out. */
    String csv() {
        return csv.toString();
    }

    /** The products that the user bought in the end, which the events do not contain. */
    Set<String> heldOut(String user) {
        return heldOut.getOrDefault(user, Set.of());
    }

    /** The {@code n} products with the most buyers, without those that the user has bought. */
    List<String> popular(String user, int n) {
        Map<String, Long> buyers = bought.values().stream()
                .flatMap(Set::stream)
                .collect(Collectors.groupingBy(product -> product, Collectors.counting()));
        return buyers.entrySet().stream()
                .filter(entry -> !bought.getOrDefault(user, Set.of()).contains(entry.getKey()))
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(n)
                .map(Map.Entry::getKey)
                .toList();
    }
}
