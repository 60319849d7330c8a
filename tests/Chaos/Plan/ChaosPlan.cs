namespace Julie.Chaos.Tests.Plan;

/// <summary>Everything that will happen, from the seed alone.</summary>
internal static class ChaosPlan
{
    /// <summary>Passages that kill workers are few: each costs some restarts.</summary>
    private const int MostDeadly = 3;

    public static IReadOnlyList<Step> Make(int seed, int pushes, int faults)
    {
        var random = new Random(seed);
        var kinds = Deal<PushKind>(pushes, random, PushWeight);
        var deliveries = Deal<DeliveryKind>(pushes, random, DeliveryWeight);
        var troubles = Deal<FaultKind>(faults, random, _ => 1);
        for (var (i, deadly) = (0, 0); i < kinds.Length; i++)
        {
            if (kinds[i] == PushKind.Deadly && ++deadly > MostDeadly)
            {
                kinds[i] = PushKind.Edit;
            }
        }

        var steps = new Step[pushes];
        for (var i = 0; i < pushes; i++)
        {
            // Spread evenly: a fault comes with each step in which the share of faults grows by one.
            var (before, after) = ((long)i * faults / pushes, (long)(i + 1) * faults / pushes);
            steps[i] = new Step(i + 1, random.Next(), kinds[i], deliveries[i], after > before ? troubles[before] : null);
        }

        return steps;
    }

    /// <summary>Every kind once, before any comes again by its weight; in any order.</summary>
    private static T[] Deal<T>(int count, Random random, Func<T, int> weight)
        where T : struct, Enum
    {
        var all = Enum.GetValues<T>();
        var bag = all.SelectMany(kind => Enumerable.Repeat(kind, weight(kind))).ToArray();
        var dealt = Enumerable.Range(0, count).Select(i => i < all.Length ? all[i] : bag[random.Next(bag.Length)]).ToArray();
        random.Shuffle(dealt);
        return dealt;
    }

    private static int PushWeight(PushKind kind) => kind switch
    {
        PushKind.Edit => 24,
        PushKind.Add or PushKind.BranchEdit => 8,
        PushKind.Rename or PushKind.Delete or PushKind.Revert or PushKind.NewBranch or PushKind.BadFile or PushKind.Rules => 5,
        PushKind.ForceBack or PushKind.ForceOther or PushKind.DeleteBranch => 3,
        _ => 1,
    };

    private static int DeliveryWeight(DeliveryKind kind) => kind switch
    {
        DeliveryKind.Once => 10,
        DeliveryKind.Twice or DeliveryKind.Late => 3,
        _ => 2,
    };
}
