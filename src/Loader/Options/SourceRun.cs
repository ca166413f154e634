namespace Loader.Options;

/// <summary>What a source may know of the runs before this one.</summary>
/// <param name="Folder">Where the load's books lie, and beside them what a source kept. May not be there yet.</param>
/// <param name="BeginsAnew">Whether the load begins again from its first row.</param>
/// <param name="Revisits">Whether this run is for rows that had an outcome already: failed or uncertain ones.</param>
/// <param name="Since">What a person says instead of the value up to which earlier loads went.</param>
public sealed record SourceRun(string Folder, bool BeginsAnew = false, bool Revisits = false, string? Since = null);
