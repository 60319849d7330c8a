namespace Julie.Chaos.Tests.Plan;

/// <summary>What a push does to its repository.</summary>
internal enum PushKind
{
    Edit,
    Add,
    Delete,
    Rename,
    CaseRename,
    ModeChange,
    Revert,
    ForceBack,
    ForceOther,
    NewBranch,
    BranchEdit,
    DeleteBranch,
    Tag,
    AnnotatedTag,
    MoveTag,
    DeleteTag,
    SwitchDefault,
    Fork,
    BadFile,
    Refused,
    NotANumber,
    Deadly,
}
