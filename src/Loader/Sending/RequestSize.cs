namespace Loader.Sending;

/// <summary>How large a request is.</summary>
/// <param name="Events">Events in it.</param>
/// <param name="Bytes">Bytes of its body, as <see cref="Batch"/> counts them while it gathers events.</param>
public readonly record struct RequestSize(long Events, long Bytes);
