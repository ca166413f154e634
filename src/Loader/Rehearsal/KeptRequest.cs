namespace Loader.Rehearsal;

/// <summary>A request as it arrived, and what the rules made of it. Kept on request only.</summary>
/// <param name="Number">Requests are numbered from 1 as they arrive; queries are not kept.</param>
/// <param name="Method">Its method.</param>
/// <param name="Path">Its path.</param>
/// <param name="Headers">Its headers, names in any case.</param>
/// <param name="Body">Its body.</param>
/// <param name="Fault">The step of the script that it met; null: none.</param>
/// <param name="Status">The status that the rules chose, whether or not it was ever answered; null: they were not asked, or left it alone.</param>
/// <param name="Answer">The body that the rules wrote.</param>
/// <param name="Accepted">How many events of it were accepted.</param>
public sealed record KeptRequest(
    long Number,
    string Method,
    string Path,
    IReadOnlyDictionary<string, string> Headers,
    byte[] Body,
    string? Fault,
    int? Status,
    byte[] Answer,
    int Accepted);
