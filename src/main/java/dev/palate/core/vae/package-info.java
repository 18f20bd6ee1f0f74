/**
 * Variational and denoising autoencoders: the notebook's, Mult-VAE and Mult-DAE (Liang et al. 2018), RecVAE (Shenbin et al.
 * 2020). It must not know AutoRec or the closed-form algorithms.
 */
@NullMarked
package dev.palate.core.vae;

import org.jspecify.annotations.NullMarked;
