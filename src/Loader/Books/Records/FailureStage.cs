namespace Loader.Books.Records;

/// <summary>Where on its way a row failed.</summary>
internal enum FailureStage
{
    /// <summary>The source could not read it.</summary>
    Read,

    /// <summary>The mapping could not make an event of it, or a <c>reject</c> rule took it out.</summary>
    Map,

    /// <summary>Its event breaks the destination's contract.</summary>
    Contract,

    /// <summary>The destination refused it, or the attempts are used up.</summary>
    Send,
}
