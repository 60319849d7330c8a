namespace Julie.Contracts.Api;

/// <summary>Answer of <c>POST /api/doctor</c>.</summary>
/// <param name="Healthy">Whether nothing is wrong that could not be mended.</param>
/// <param name="Checks">What was looked at, in order.</param>
public sealed record DoctorReport(bool Healthy, IReadOnlyList<DoctorCheck> Checks);

/// <summary>One thing that the doctor looks at.</summary>
/// <param name="Name">remotes, syncs, files, failures, visibility, vectors, statistics, texts or terms.</param>
/// <param name="Looked">How many were looked at.</param>
/// <param name="Wrong">How many were not as they should be.</param>
/// <param name="Mended">How many of those are mended, or have work under way that mends them.</param>
/// <param name="Details">For people: the first of them, each with what was found.</param>
public sealed record DoctorCheck(string Name, long Looked, long Wrong, long Mended, IReadOnlyList<string> Details);
