/** Ratings from PostgreSQL, CSV or Parquet, numbered and divided by user as the service would do it. */
@NullMarked
package dev.palate.spark.data;

import org.jspecify.annotations.NullMarked;
