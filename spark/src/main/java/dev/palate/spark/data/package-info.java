@NullMarked
package dev.palate.spark.data;

import org.jspecify.annotations.NullMarked;
