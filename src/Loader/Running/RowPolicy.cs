using Loader.Books;
using Loader.Sending;

namespace Loader.Running;

/// <summary>Which rows of earlier runs may leave now. Pure.</summary>
/// <param name="Resend">Whether rows that left without an answer are sent again.</param>
internal sealed record RowPolicy(bool Resend)
{
    /// <summary>What the mapping says, or what the destination makes safe: resend only where repeats are ignored.</summary>
    public static RowPolicy Of(SendOptions options, IProtocol protocol) =>
        new(options.Uncertain switch
        {
            UncertainPolicy.Resend => true,
            UncertainPolicy.Hold => false,
            _ => protocol.IgnoresRepeats,
        });

    /// <summary>A row that has an outcome keeps it; only what never left, or may be resent, leaves.</summary>
    public bool MayLeave(RowState state) => state switch
    {
        RowState.NotReached => true,
        RowState.Uncertain => Resend,
        _ => false,
    };
}
