package dev.palate.rule;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The variables that a parsed expression reads: each field and each attribute is a variable of its own, such as {@code
 * item.attributes.price}. It also rejects what types do not tell: unknown fields, items as a whole, and patterns that are not constant.
 */
final class Variables {

    private static final int LONGEST_PATTERN = 200;

    /** Characters of a pattern times its repetitions: RE2 writes a repetition out. */
    private static final int LARGEST_PATTERN = 500;

    private static final java.util.regex.Pattern REPETITION = java.util.regex.Pattern.compile("\\d+");

    private final String field;
    private final String text;
    private final CelAbstractSyntaxTree tree;
    private final Map<String, CelType> types = new LinkedHashMap<>();
    private final Set<String> roots = new HashSet<>();

    private Variables(String field, String text, CelAbstractSyntaxTree tree) {
        this.field = field;
        this.text = text;
        this.tree = tree;
    }

    /**
     * Collects the variables of a parsed expression.
     *
     * @param field of the request that has the expression, for messages
     * @throws InvalidExpressionException if the expression reads something that does not exist
     */
    static Variables of(String field, String text, CelAbstractSyntaxTree tree) {
        Variables variables = new Variables(field, text, tree);
        CelNavigableAst nodes = CelNavigableAst.fromAst(tree);
        // First the loops: a loop variable called item would be taken for the item.
        nodes.getRoot().allNodes().forEach(variables::visitLoop);
        nodes.getRoot().allNodes().forEach(variables::visit);
        return variables;
    }

    /** The types by name. */
    Map<String, CelType> types() {
        return types;
    }

    /** Which of item, user and now are read. */
    Set<String> roots() {
        return roots;
    }

    private void visitLoop(CelNavigableExpr node) {
        if (node.getKind() == CelExpr.ExprKind.Kind.COMPREHENSION) {
            requireFree(node.expr(), node.expr().comprehension().iterVar());
        }
    }

    private void visit(CelNavigableExpr node) {
        CelExpr expression = node.expr();
        switch (expression.getKind()) {
            case IDENT -> visitName(node, expression.ident().name());
            case CALL -> visitCall(node, expression);
            default -> {
                // Only names and patterns have rules of their own.
            }
        }
    }

    private void visitName(CelNavigableExpr node, String name) {
        if (name.startsWith(Presence.PREFIX)) {
            String path = name.substring(Presence.PREFIX.length());
            declare(node.expr(), path.split("\\.", -1));
            types.put(name, SimpleType.BOOL);
        } else if (name.equals(Declarations.NOW)) {
            roots.add(name);
            types.put(name, SimpleType.TIMESTAMP);
        } else if (Declarations.isReserved(name)) {
            declare(node.expr(), path(node, name));
        }
    }

    /** The name, its field and, for attributes, the attribute. */
    private static String[] path(CelNavigableExpr node, String name) {
        StringBuilder path = new StringBuilder(name);
        CelNavigableExpr current = node;
        for (int depth = 0; depth < 2; depth++) {
            CelNavigableExpr parent = current.parent().orElse(null);
            if (parent == null
                    || parent.getKind() != CelExpr.ExprKind.Kind.SELECT
                    || (depth == 1 && !path.toString().endsWith("." + Declarations.ATTRIBUTES))) {
                break;
            }
            path.append('.').append(parent.expr().select().field());
            current = parent;
        }
        return path.toString().split("\\.", -1);
    }

    private void declare(CelExpr at, String[] path) {
        String root = path[0];
        Map<String, CelType> fields = Declarations.FIELDS.get(root);
        if (fields == null) {
            throw invalid(at, "has() needs a field of item or user");
        }
        if (path.length == 1) {
            throw invalid(at, root + " is no value: name a field of it, one of " + fields.keySet());
        }
        CelType type = fields.get(path[1]);
        if (type == null) {
            throw invalid(
                    at,
                    root + " has no field " + path[1] + "; it has " + fields.keySet() + ", and " + root
                            + ".attributes has the attributes");
        }
        roots.add(root);
        boolean attribute = path.length > 2 && path[1].equals(Declarations.ATTRIBUTES);
        types.put(
                attribute ? root + "." + path[1] + "." + path[2] : root + "." + path[1],
                attribute ? SimpleType.DYN : type);
    }

    private void requireFree(CelExpr at, String name) {
        if (Declarations.isReserved(name)) {
            throw invalid(at, name + " cannot be the name of a loop variable");
        }
    }

    private void visitCall(CelNavigableExpr node, CelExpr expression) {
        CelExpr.CelCall call = expression.call();
        if (!call.function().equals("matches")) {
            return;
        }
        if (isInLoop(node)) {
            throw invalid(expression, "matches() cannot be used in a loop; contains() and startsWith() can");
        }
        CelExpr pattern = call.args().get(call.args().size() - 1);
        if (pattern.getKind() != CelExpr.ExprKind.Kind.CONSTANT
                || pattern.constant().getKind() != CelConstant.Kind.STRING_VALUE) {
            throw invalid(pattern, "the pattern of matches() must be a text in quotes");
        }
        String regex = pattern.constant().stringValue();
        if (regex.length() > LONGEST_PATTERN || isLarge(regex)) {
            throw invalid(
                    pattern,
                    "the pattern of matches() may have at most " + LONGEST_PATTERN
                            + " characters and one repetition in braces, and its characters times its repetitions may be at most "
                            + LARGEST_PATTERN);
        }
        try {
            Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            throw invalid(pattern, "the pattern of matches() is invalid: " + e.getMessage());
        }
    }

    private static boolean isLarge(String regex) {
        int brace = regex.indexOf('{');
        if (brace < 0) {
            return false;
        }
        java.util.regex.Matcher number = REPETITION.matcher(regex);
        boolean large = regex.indexOf('{', brace + 1) >= 0;
        while (number.find()) {
            // A number that is no repetition counts as well: such a pattern can be written without it.
            large |= number.end() - number.start() > 3
                    || Integer.parseInt(number.group()) * regex.length() > LARGEST_PATTERN;
        }
        return large;
    }

    private static boolean isInLoop(CelNavigableExpr node) {
        for (CelNavigableExpr parent = node.parent().orElse(null);
                parent != null;
                parent = parent.parent().orElse(null)) {
            if (parent.getKind() == CelExpr.ExprKind.Kind.COMPREHENSION) {
                return true;
            }
        }
        return false;
    }

    private InvalidExpressionException invalid(CelExpr at, String fault) {
        Integer position = tree.getSource().getPositionsMap().get(at.id());
        return new InvalidExpressionException(field, text, position == null ? 0 : position, fault);
    }
}
