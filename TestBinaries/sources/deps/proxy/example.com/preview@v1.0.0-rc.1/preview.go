package preview

const Name = "preview"
