using Loader.Sources.Bytes;

namespace Loader.Sources.Remote;

/// <summary>A server with objects.</summary>
internal interface IRemoteStore
{
    /// <summary>The objects that a path stands for.</summary>
    /// <exception cref="FormatException">The path cannot be one.</exception>
    ValueTask<Listing> ListAsync(string path, CancellationToken stop);

    /// <summary>Looks at one; null when there is none.</summary>
    ValueTask<RemoteObject?> LookAsync(string place, CancellationToken stop);
}
