/** The OpenAPI document, compared with what the service sends, and with what clients can be generated from it. */
package dev.palate.openapi;
