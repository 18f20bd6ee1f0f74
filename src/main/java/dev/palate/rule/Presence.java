package dev.palate.rule;

import dev.cel.common.CelIssue;
import dev.cel.common.ast.CelExpr;
import dev.cel.parser.CelMacro;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The macro {@code has(item.attributes.price)}. CEL's own expands to a test of a field of a message; here it is a variable, because every
 * field of an item is one.
 */
final class Presence {

    /** Of the names of the variables: no name in an expression can begin like this. */
    static final String PREFIX = "@has.";

    static final CelMacro MACRO = CelMacro.newGlobalMacro("has", 1, (factory, target, arguments) -> {
        String path = path(arguments.get(0));
        return Optional.of(
                path == null || path.indexOf('.') < 0
                        ? factory.reportError(CelIssue.formatError(
                                factory.getSourceLocation(arguments.get(0)),
                                "has() needs a field, such as item.attributes.price"))
                        : factory.newIdentifier(PREFIX + path));
    });

    private Presence() {}

    /** The dotted name that selections of fields write, or null if the expression is something else. */
    static @Nullable String path(CelExpr expression) {
        return switch (expression.getKind()) {
            case IDENT -> expression.ident().name();
            case SELECT -> {
                String operand = path(expression.select().operand());
                yield operand == null
                        ? null
                        : operand + "." + expression.select().field();
            }
            default -> null;
        };
    }
}
