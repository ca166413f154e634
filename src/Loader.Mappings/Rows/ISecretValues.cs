namespace Loader.Mappings.Rows;

/// <summary>
/// Gives the values that <c>secret("NAME")</c> names. The mapping language itself reads no environment: whoever compiles a mapping says where
/// secrets come from, and sees to it that they are hidden wherever something is shown.
/// </summary>
public interface ISecretValues
{
    /// <summary>The secret's value; null when there is none. Asked before the first row.</summary>
    string? Find(string name);
}
