/** Variational autoencoders: the notebook's, Mult-VAE and Mult-DAE (Liang et al. 2018), RecVAE (Shenbin et al. 2020). */
@NullMarked
package dev.palate.core.vae;

import org.jspecify.annotations.NullMarked;
