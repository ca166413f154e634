namespace Loader.Books;

/// <summary>What books described before it changed with leave: the mapping of failed rows that were tried again, a source that grew.</summary>
/// <param name="Identity">What it was.</param>
/// <param name="LastRun">The last run under it.</param>
/// <param name="Until">When it changed.</param>
internal sealed record EarlierIdentity(BookIdentity Identity, int LastRun, DateTimeOffset Until);
