namespace Compose.Planning;

public sealed record QuestionDocument(string Key, string Text, string Risk);
