namespace Loader.Mappings.Findings;

/// <summary>How bad a finding is. Only errors stop a load.</summary>
public enum Severity
{
    /// <summary>Worth knowing; nothing is wrong.</summary>
    Note,

    /// <summary>Probably not what was meant; the load can run.</summary>
    Warning,

    /// <summary>The mapping, setting, source or row cannot be used as it is.</summary>
    Error,
}
