namespace Julie.Training.Learning;

/// <summary>The batches of one epoch, all of the same size; what fills no batch is left out until another epoch.</summary>
internal static class Batches
{
    public static List<Sample[]> Of(List<Sample> samples, TrainingOptions options, Random random)
    {
        var chosen = samples.Where(sample => sample.Summary.Length > 0 || random.NextSingle() < options.Undocumented).ToArray();
        random.Shuffle(chosen);
        var mixed = chosen.Where(_ => random.NextSingle() < options.Mixed).ToHashSet(ReferenceEqualityComparer.Instance);
        var batches = new List<Sample[]>();
        var left = new List<Sample>(chosen.Where(mixed.Contains));
        foreach (var language in chosen.Where(sample => !mixed.Contains(sample)).GroupBy(sample => sample.Language))
        {
            foreach (var batch in InBlocks(language, options, random).Chunk(options.Batch))
            {
                if (batch.Length == options.Batch)
                {
                    batches.Add(batch);
                }
                else
                {
                    left.AddRange(batch);
                }
            }
        }

        var rest = left.ToArray();
        random.Shuffle(rest);
        batches.AddRange(rest.Chunk(options.Batch).Where(batch => batch.Length == options.Batch));
        var shuffled = batches.ToArray();
        random.Shuffle(shuffled);
        return [.. shuffled];
    }

    /// <summary>Samples of one repository side by side, in blocks whose order is random.</summary>
    private static IEnumerable<Sample> InBlocks(IEnumerable<Sample> samples, TrainingOptions options, Random random)
    {
        if (options.Neighbours <= 1)
        {
            return samples;
        }

        var blocks = samples.GroupBy(sample => sample.Repository).SelectMany(repository => repository.Chunk(options.Neighbours)).ToArray();
        random.Shuffle(blocks);
        return blocks.SelectMany(block => block);
    }
}
