namespace Julie.Embedding.Remote;

/// <summary>Who is to blame for a failed request, which decides what happens next.</summary>
internal enum RemoteFault
{
    /// <summary>The service is away or asks for patience (429, 503, no connection): try again.</summary>
    Busy,

    /// <summary>It broke over this request (500, a cut answer, silence): try again, unless only these texts do that to it.</summary>
    Broken,

    /// <summary>It will not serve us (401, 403, 404, a wrong dimension): trying again is useless until somebody mends it.</summary>
    Refused,

    /// <summary>It will not take these texts (400, 413, 422), or gives no usable vector for one: trying again is useless for ever.</summary>
    Texts,
}
