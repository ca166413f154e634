namespace Loader.Sources.BigQuery.Rest;

/// <summary>What helps against an error.</summary>
internal enum Remedy
{
    /// <summary>Nothing that a program could do.</summary>
    None,

    /// <summary>The same request again, after a pause.</summary>
    Again,

    /// <summary>The job has failed for good; another one, under another id, may not.</summary>
    NewJob,

    /// <summary>What was to be made is there already: an earlier request arrived, and its answer was lost.</summary>
    IsThere,

    /// <summary>Another token.</summary>
    SignIn,
}
