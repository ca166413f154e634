using System.Text.Json.Serialization;

namespace Loader.Books;

/// <summary>The JSON files of the books, read and written without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(Holder))]
[JsonSerializable(typeof(TitlePage))]
internal sealed partial class BooksJson : JsonSerializerContext;
