using System.Security.Cryptography;
using System.Text;

namespace Loader.Options;

/// <summary>
/// What is written down of a secret so that another one is noticed: three bytes of its SHA-256, as banks check keys. Enough to see the difference
/// (but for one change in 16 million), too few to find the secret by trying: of any list of guesses, one in 16 million fits by chance.
/// </summary>
internal static class CheckValue
{
    private const int Bytes = 3;

    public static string Of(string secret) => "check value " + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)).AsSpan(0, Bytes));
}
