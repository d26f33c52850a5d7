using Compose.Files.Environment;
using Compose.Lsp.Typing;

namespace Compose.Lsp.Answers;

/// <summary>A variable that a file mentions, with its value; without one it is not set.</summary>
internal sealed record VariablePlace(string Name, int Start, int End, EnvironmentValue? Value)
{
    public static VariablePlace? At(DocumentPlace place)
    {
        if (VariableWord.Find(place.Source.Text, place.Offset) is not { } word || word.End == word.Start)
            return null;
        var name = place.Source.Text[word.Start..word.End];
        return new VariablePlace(name, word.Start, word.End,
            place.Project.Location.Environment.TryGet(name, out var value) ? value : null);
    }
}
