using System.Globalization;
using Loader.Mappings.Findings;

namespace Loader.Testing;

/// <summary>What of a mapping its tests have exercised: fields, rules, branches, defaults.</summary>
/// <param name="Points">All there are, in the order of the file.</param>
internal sealed record Coverage(IReadOnlyList<CoveredPoint> Points)
{
    public int Reached => Points.Count(point => point.IsReached);

    /// <summary>Percent, rounded down, so that 100 means everything. A mapping in which nothing depends on rows is covered.</summary>
    public decimal Percent => Points.Count == 0 ? 100 : Math.Floor(1000m * Reached / Points.Count) / 10;

    public string Words => string.Create(CultureInfo.InvariantCulture, $"{Percent:0.#}% ({Reached} of {Points.Count})");
}

/// <summary>One thing that tests should exercise.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Unreached">What to say when no test has.</param>
/// <param name="IsReached">Whether a test has.</param>
internal sealed record CoveredPoint(Place Place, string Unreached, bool IsReached);
