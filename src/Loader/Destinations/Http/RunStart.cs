using Loader.Mappings.Rows;

namespace Loader.Destinations.Http;

/// <summary>What <c>now</c> means in the formulas of the settings: the start of the load, known when its books are open.</summary>
internal sealed class RunStart
{
    public Value Now { get; set; }
}
