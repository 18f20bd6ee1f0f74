package dev.palate.problem;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;

/** A caller's own id of a user or an item: 1 to 200 characters, none of them a control character. */
@Target({ElementType.PARAMETER, ElementType.FIELD, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = ExternalId.Check.class)
public @interface ExternalId {

    int MAXIMUM_LENGTH = 200;

    String message() default "must have 1 to 200 characters and no control characters";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** The rule itself, for ids that do not come through a validated parameter. */
    final class Check implements ConstraintValidator<ExternalId, String> {

        @Override
        public boolean isValid(@Nullable String id, ConstraintValidatorContext context) {
            return id == null || isValid(id);
        }

        public static boolean isValid(CharSequence id) {
            if (id.isEmpty() || id.length() > MAXIMUM_LENGTH) {
                return false;
            }
            for (int k = 0; k < id.length(); k++) {
                if (Character.isISOControl(id.charAt(k)) || StorableText.isLoneSurrogate(id, k)) {
                    return false;
                }
            }
            return true;
        }
    }
}
