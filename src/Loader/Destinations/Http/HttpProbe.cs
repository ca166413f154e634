namespace Loader.Destinations.Http;

/// <summary>A request that writes nothing, sent before the first row.</summary>
/// <param name="Method">GET, HEAD or POST.</param>
/// <param name="Url">Where it goes.</param>
/// <param name="Body">Its body, for POST.</param>
/// <param name="Good">The statuses that let the run begin.</param>
internal sealed record HttpProbe(HttpMethod Method, Uri Url, byte[] Body, StatusSet Good);
