namespace Loader.Reports;

/// <summary>What the embedded endpoint of a rehearsal says: no event of the report left this machine.</summary>
/// <param name="Requests">Requests that arrived.</param>
/// <param name="Events">Different events that were taken in; those without an id each count as one.</param>
/// <param name="WithoutId">How many of them have no id: of these, repeats cannot be told apart.</param>
/// <param name="Assumed">What was taken for granted and the real server may not.</param>
/// <param name="Faults">The steps of the fault script.</param>
/// <param name="Warnings">What the real server would answer with "accepted" and lose or store differently.</param>
internal sealed record ReportedRehearsal(
    long Requests, long Events, long WithoutId, string? Assumed, IReadOnlyList<ReportedFault> Faults, IReadOnlyList<string> Warnings);

/// <summary>A step of the fault script.</summary>
/// <param name="Step">As it was written.</param>
/// <param name="Times">How often it was played.</param>
/// <param name="IsByChance">Whether chance chooses the requests that it is for.</param>
internal sealed record ReportedFault(string Step, long Times, bool IsByChance);
