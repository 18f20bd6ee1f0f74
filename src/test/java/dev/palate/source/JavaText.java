package dev.palate.source;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The texts of Java files as the compiler reads them: constants joined by {@code +} are one text. */
final class JavaText {

    /** Takes the place of an expression that is no constant. */
    static final String EXPRESSION = "?";

    private JavaText() {}

    static Map<Path, List<String>> of(List<Path> files) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Map<Path, List<String>> texts = new TreeMap<>();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask)
                    compiler.getTask(null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(files));
            for (CompilationUnitTree unit : task.parse()) {
                List<String> found = new ArrayList<>();
                unit.accept(new Texts(), found);
                texts.put(Path.of(unit.getSourceFile().getName()), found);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }

    private static final class Texts extends TreeScanner<Void, List<String>> {

        @Override
        public Void visitBinary(BinaryTree expression, List<String> found) {
            if (expression.getKind() != Tree.Kind.PLUS) {
                return super.visitBinary(expression, found);
            }
            StringBuilder text = new StringBuilder();
            append(expression, text);
            found.add(text.toString());
            return null;
        }

        @Override
        public Void visitLiteral(LiteralTree literal, List<String> found) {
            if (literal.getValue() instanceof String text) {
                found.add(text);
            }
            return null;
        }

        private static void append(Tree part, StringBuilder text) {
            if (part instanceof BinaryTree sum && sum.getKind() == Tree.Kind.PLUS) {
                append(sum.getLeftOperand(), text);
                append(sum.getRightOperand(), text);
            } else if (part instanceof LiteralTree literal) {
                text.append(literal.getValue());
            } else {
                text.append(EXPRESSION);
            }
        }
    }
}
