using Loader.Sources.Bytes;

namespace Loader.Sources;

/// <summary>How rows are written in the bytes of one input.</summary>
internal interface IFormat
{
    /// <summary>Looks at the beginning of an input, far enough to know the columns. The source has the input then, and disposes it.</summary>
    /// <param name="input">The bytes.</param>
    /// <param name="first">The first of several inputs that are read as one: this one has to have the same columns, and is read as if it had them in that
    /// order.</param>
    /// <param name="hash">Takes the bytes that are read; null: the source keeps a hash of its own.</param>
    /// <param name="mayBeEmpty">Whether no rows are fine whatever the settings say. Such an input need not have the columns of the first one.</param>
    /// <param name="stop">Ends the opening.</param>
    /// <returns>The rows, or null with findings that say why there are none. The input is disposed then.</returns>
    ValueTask<ISource?> OpenAsync(IInput input, ISource? first, ContentHash? hash, bool mayBeEmpty, CancellationToken stop);
}
