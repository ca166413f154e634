namespace Loader.Sources.Bytes;

/// <summary>Where inputs are found: this machine, standard input, a web server, a bucket. With its settings, if it has any.</summary>
internal interface IPlaces
{
    /// <summary>
    /// The places that a path stands for, in the order they are read: itself, or what matches a pattern or lies in a folder, ordinally by name.
    /// Null with a finding when that cannot be said; empty when nothing matches.
    /// </summary>
    ValueTask<Listing?> ListAsync(string path, CancellationToken stop);

    /// <summary>Opens one of them; null with a finding when that cannot be.</summary>
    ValueTask<IInput?> OpenAsync(string place, CancellationToken stop);
}

/// <summary>What a path stands for.</summary>
/// <param name="Places">The places, in order.</param>
/// <param name="IsPattern">Whether the path may stand for any number of places, so that none is possible.</param>
internal sealed record Listing(IReadOnlyList<string> Places, bool IsPattern)
{
    public static Listing One(string place) => new([place], IsPattern: false);
}
