package dev.palate.rule;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelFunctionBinding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;

/**
 * The operators of arithmetic on a decimal and a whole number, which CEL lacks: attributes are decimal, so that {@code
 * item.attributes.price * 2} would fail.
 */
final class MixedArithmetic {

    private static final Map<String, DoubleBinaryOperator> OPERATORS = operators();

    private MixedArithmetic() {}

    static List<CelFunctionDecl> declarations() {
        return OPERATORS.keySet().stream()
                .map(operator -> CelFunctionDecl.newFunctionDeclaration(
                        operator,
                        CelOverloadDecl.newGlobalOverload(
                                decimalFirst(operator), SimpleType.DOUBLE, SimpleType.DOUBLE, SimpleType.INT),
                        CelOverloadDecl.newGlobalOverload(
                                wholeFirst(operator), SimpleType.DOUBLE, SimpleType.INT, SimpleType.DOUBLE)))
                .toList();
    }

    @SuppressWarnings("Immutable") // the operators have no state
    static List<CelFunctionBinding> bindings() {
        List<CelFunctionBinding> bindings = new ArrayList<>();
        OPERATORS.forEach((operator, function) -> bindings.addAll(CelFunctionBinding.fromOverloads(
                operator,
                CelFunctionBinding.from(
                        decimalFirst(operator),
                        Double.class,
                        Long.class,
                        (left, right) -> function.applyAsDouble(left, right)),
                CelFunctionBinding.from(
                        wholeFirst(operator),
                        Long.class,
                        Double.class,
                        (left, right) -> function.applyAsDouble(left, right)))));
        return bindings;
    }

    private static Map<String, DoubleBinaryOperator> operators() {
        Map<String, DoubleBinaryOperator> operators = new LinkedHashMap<>();
        operators.put("_+_", Double::sum);
        operators.put("_-_", (left, right) -> left - right);
        operators.put("_*_", (left, right) -> left * right);
        operators.put("_/_", (left, right) -> left / right);
        return operators;
    }

    private static String decimalFirst(String operator) {
        return "double_int64" + operator;
    }

    private static String wholeFirst(String operator) {
        return "int64_double" + operator;
    }
}
