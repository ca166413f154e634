namespace Loader.Destinations.GoogleAnalytics;

/// <summary>A mapping's event as a hit: its parameters in the order in which they are sent.</summary>
/// <param name="Parameters">With <c>v</c>, <c>tid</c> and <c>t</c> first.</param>
/// <param name="Type">Index of <c>t</c> among <paramref name="Parameters"/>.</param>
internal sealed record BoundHit(BoundParameter[] Parameters, int Type)
{
    /// <summary>The parameter of that name; null when the mapping does not have it.</summary>
    public BoundParameter? Find(string name) => Array.Find(Parameters, parameter => parameter.Name == name);
}

/// <summary>One parameter.</summary>
/// <param name="Name">Its short name.</param>
/// <param name="Opening">The name as it is sent, with the equals sign.</param>
/// <param name="Takes">Which values it takes.</param>
/// <param name="Source">Where its value comes from.</param>
internal sealed record BoundParameter(string Name, byte[] Opening, HitParameter Takes, FieldSource Source);
