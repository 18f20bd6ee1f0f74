package dev.palate.rule;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelParser;
import dev.cel.parser.CelParserFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.CelStandardFunctions;
import dev.palate.rule.ExpressionCompiler.Compiled;
import java.util.List;
import java.util.Set;

/**
 * The expression language CEL with Palate's variables and functions. Size and cost of expressions are bounded: characters, nodes, depth,
 * the iterations of all loops of one evaluation, and the size of patterns, which are evaluated in linear time (RE2).
 */
final class CelLanguage {

    private static final int MOST_NODES = 300;
    private static final int DEEPEST = 40;
    private static final int MOST_ITERATIONS = 1000;
    private static final int LARGEST_PATTERN_PROGRAM = 2000;

    private static final Set<CelType> NUMBERS = Set.of(SimpleType.INT, SimpleType.UINT, SimpleType.DOUBLE);
    private static final List<CelStandardMacro> MACROS = List.of(
            CelStandardMacro.ALL,
            CelStandardMacro.EXISTS,
            CelStandardMacro.EXISTS_ONE,
            CelStandardMacro.FILTER,
            CelStandardMacro.MAP,
            CelStandardMacro.MAP_FILTER);
    private static final CelOptions OPTIONS = CelOptions.current()
            .maxExpressionCodePointSize(ExpressionCompiler.MOST_CHARACTERS)
            .maxParseExpressionNodeCount(MOST_NODES)
            .maxParseRecursionDepth(DEEPEST)
            .comprehensionMaxIterations(MOST_ITERATIONS)
            .maxRegexProgramSize(LARGEST_PATTERN_PROGRAM)
            .enableHeterogeneousNumericComparisons(true)
            .build();

    private final CelParser parser = CelParserFactory.standardCelParserBuilder()
            .setOptions(OPTIONS)
            .setStandardMacros(MACROS)
            .addMacros(Presence.MACRO)
            .build();
    private final CelRuntime runtime = CelRuntimeFactory.plannerRuntimeBuilder()
            .setOptions(OPTIONS)
            .setStandardFunctions(CelStandardFunctions.newBuilder()
                    .excludeFunctions(CelStandardFunctions.StandardFunction.MATCHES)
                    .build())
            .addFunctionBindings(MixedArithmetic.bindings())
            .addFunctionBindings(new Patterns().bindings())
            .build();
    /** @throws InvalidExpressionException if the expression is invalid or too large */
    Compiled compile(String field, String text) {
        CelAbstractSyntaxTree parsed = tree(field, text, parser.parse(text));
        Variables variables = Variables.of(field, text, parsed);
        CelAbstractSyntaxTree checked = tree(field, text, checker(variables).check(parsed));
        try {
            Expression expression = new Expression(text, runtime.createProgram(checked), variables.roots());
            CelType type = checked.getResultType();
            boolean any = type.equals(SimpleType.DYN);
            return new Compiled(
                    expression, type.name(), any || type.equals(SimpleType.BOOL), any || NUMBERS.contains(type));
        } catch (CelEvaluationException e) {
            throw new InvalidExpressionException(field, String.valueOf(e.getMessage()));
        }
    }

    private static CelCompiler checker(Variables variables) {
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .addFunctionDeclarations(MixedArithmetic.declarations());
        variables.types().forEach(builder::addVar);
        return builder.build();
    }

    private static CelAbstractSyntaxTree tree(String field, String text, CelValidationResult result) {
        try {
            return result.getAst();
        } catch (CelValidationException e) {
            CelIssue first = e.getErrors().get(0);
            throw new InvalidExpressionException(field, text, position(text, first.getSourceLocation()), plain(first));
        }
    }

    /** The list of all overloads of an operator would hide what is wrong. */
    private static String plain(CelIssue issue) {
        String message = issue.getMessage();
        int candidates = message.indexOf(" (candidates:");
        return candidates < 0 ? message : message.substring(0, candidates);
    }

    /** Lines are counted from 1 and columns from 0. */
    private static int position(String text, CelSourceLocation location) {
        int start = 0;
        for (int line = 1; line < location.getLine(); line++) {
            start = text.indexOf('\n', start) + 1;
        }
        return Math.max(0, start + location.getColumn());
    }
}
