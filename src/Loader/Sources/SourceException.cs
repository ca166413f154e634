using Loader.Mappings.Findings;

namespace Loader.Sources;

/// <summary>
/// A source that was readable when it was opened and is not any more: a disk or a connection failed, compressed bytes are damaged, the content
/// changed under the reader. Thrown out of <see cref="ISource.ReadAsync"/>; every row before it was delivered. The run stops with true books and says
/// the finding; running again continues.
/// </summary>
public sealed class SourceException : Exception
{
    public SourceException(Finding finding, Exception? cause = null)
        : base(finding.Message, cause) => Finding = finding;

    public Finding Finding { get; }
}
