using Julie.Training.Encoder;

return await EncoderRecipe.RunAsync(args).ConfigureAwait(false);
