using Julie.Training;

return await Recipe.RunAsync(args).ConfigureAwait(false);
